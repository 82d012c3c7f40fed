"""The Chalice application: registers every capability's routes, nothing else."""

from chalice.app import Chalice

from chalicelib.wiring import BLUEPRINTS

app = Chalice(app_name="guanjia")
app.api.binary_types = []
for blueprint in BLUEPRINTS:
    app.register_blueprint(blueprint)
