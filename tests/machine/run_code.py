"""Runs networks that were written as code: argv[1] is a JSON file of
[{"code", "inputs", "state"}]; prints the outputs. With "state", a .pt file is
loaded into the Sequential before."""
import json
import sys

outputs = []
for each in json.load(open(sys.argv[1])):
    scope = {}
    exec(each["code"], scope)
    if "model" in scope:
        torch, model = scope["torch"], scope["model"]
        if "state" in each:
            model.load_state_dict(torch.load(each["state"], weights_only=True))
        y = model(torch.tensor(each["inputs"], dtype=torch.double))
    else:
        y = scope["forward"](each["inputs"])
    outputs.append([[float(v) for v in row] for row in y])
print(json.dumps(outputs))
