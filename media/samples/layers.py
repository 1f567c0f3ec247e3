"""Select an nn.Sequential(...) below and run "Dropout Explorer: Explore Selection" from the context menu.

Nothing here is executed: the layers are read as they are written.
"""

from torch import nn

# The article's neuron: the comments inside say what notation does not.
article = nn.Sequential(
    # input: 100, constant 1
    # weight: constant 1
    # bias: constant 0
    nn.Dropout(p=0.4),
    nn.Linear(100, 1),
)

# Without such comments the input is normal(0, 1) and the weights are PyTorch's.
classifier = nn.Sequential(
    nn.Linear(784, 512),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(512, 10),
)
