"""Asks Storm for the answers of the models in a folder, in exact arithmetic, and prints them as CSV."""

import csv
import pathlib
import re
import sys

import stormpy


def answers(path):
    program = stormpy.parse_prism_program(str(path))
    properties = path.with_suffix(".props").read_text()
    lines = [line for line in properties.splitlines() if line and not line.startswith("//")]
    formulas = stormpy.parse_properties("\n".join(lines), program)
    options = stormpy.BuilderOptions()
    options.set_build_all_labels(True)
    options.set_build_all_reward_models(True)
    options.set_exploration_checks(True)  # a variable that leaves its range is an error
    model = stormpy.build_model[stormpy.Rational](program, options=options)
    environment = stormpy.environments.exact()
    for line, formula in zip(lines, formulas, strict=True):
        result = stormpy.model_checking(model, formula, only_initial_states=True, environment=environment)
        yield re.match(r'"(\w+)"', line)[1], float(result.get_value(model.initial_states[0]))


def main(folder):
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["tool", "model", "property", "value"])
    for path in sorted(pathlib.Path(folder).glob("*.prism")):
        print(path.stem, file=sys.stderr)
        for name, value in answers(path):
            writer.writerow([f"stormpy {stormpy.__version__}", path.stem, name, repr(value)])


main(sys.argv[1])
