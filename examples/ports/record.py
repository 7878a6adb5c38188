"""Runs the programs in PyTorch at the sizes of sizes.json and writes their numbers down.

python3 examples/ports/record.py
"""
import json
import re
import sys
from importlib import import_module
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.dont_write_bytecode = True
torch.set_num_threads(1)


def snake(name):
    return re.sub("([A-Z])", lambda m: "_" + m[1].lower(), name)


def camel(name):
    return re.sub("_([a-z])", lambda m: m[1].upper(), name)


numbers = {"torch": torch.__version__}
for name, size in json.loads((HERE / "sizes.json").read_text()).items():
    program = import_module(name.replace("-", "_"))
    result = program.run(**{snake(key): value for key, value in size.items()})
    numbers[name] = {camel(key): value for key, value in result.items()}
    print(name)
(HERE / "numbers.json").write_text(json.dumps(numbers, indent="\t") + "\n")
