"""What runs the system: locally (`local`) and in the cloud. Imports chalicelib, never the other way round."""
