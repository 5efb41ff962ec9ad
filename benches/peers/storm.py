"""Shares of the outcomes by the model checker Storm, in doubles: python storm.py MODEL.prism"""

import sys

import stormpy

program = stormpy.parse_prism_program(sys.argv[1])
asked = "; ".join(f'P=? [ F "{outcome}" ]' for outcome in ("scaling", "stalling", "overtaken", "collapse"))
properties = stormpy.parse_properties(asked, program)
model = stormpy.build_model(program, properties)
print(*(stormpy.model_checking(model, each).get_value(model.initial_states[0]) for each in properties))
