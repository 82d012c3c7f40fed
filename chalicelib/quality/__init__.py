"""Data quality (资料核对, REG-05): what is doubtful in the files of a community, who sees to it, how right they are.

A check walks all that is on file and keeps what it finds; what a person decides about it is a verb. After an error that
moved money every unit's area is compared with its paper again, and signed off. It changes no fact: corrections do.
"""
