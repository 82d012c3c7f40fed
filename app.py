"""The Chalice application: registers every capability's routes and what AWS calls, nothing else."""

from chalice.app import Chalice

from chalicelib.functions import functions
from chalicelib.wiring import BLUEPRINTS

# Chalice quietens the logger of the application's name: not ours (`edge.logs`).
app = Chalice(app_name="guanjia-http", configure_logs=False)
app.api.binary_types = []
for blueprint in (*BLUEPRINTS, functions):
    app.register_blueprint(blueprint)
