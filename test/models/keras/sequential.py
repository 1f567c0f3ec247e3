"""keras.Sequential in its forms."""

import keras
from keras import layers
from keras.layers import Activation, Dense, Dropout, Flatten
from keras.models import Sequential

listed = keras.Sequential(
    [
        keras.Input(shape=(784,)),
        layers.Dense(64, activation="relu", name="first"),
        layers.Dropout(0.2),
        layers.Dense(units=10, use_bias=False),
        layers.Activation("tanh"),
    ]
)

added = Sequential(name="digits")
added.add(Flatten(input_shape=(28, 28)))
added.add(Dense(512, activation=keras.activations.gelu))
added.add(Dropout(rate=0.5))
added.add(Dense(32, activation=None))
added.add(Activation("elu"))
added.add(Dense(10, "softmax"))


def perceptron(hidden=(32, 16), rate=0.3, inputs=8):
    model = Sequential()
    model.add(keras.Input((inputs,)))
    for units in hidden:
        model.add(Dense(units))
        model.add(layers.LeakyReLU(negative_slope=0.1))
        model.add(Dropout(rate))
    model.add(Dense(1, activation="sigmoid"))
    return model


kinds = Sequential(
    [
        keras.Input((16, 8)),
        layers.Dense(8, activation="selu"),
        layers.AlphaDropout(0.1),
        layers.GaussianDropout(0.25),
        layers.SpatialDropout1D(0.4),
        layers.Dropout(0.3, noise_shape=(None, 1, 8)),
        layers.ReLU(),
        layers.ReLU(max_value=6.0),
        layers.BatchNormalization(),
        layers.Flatten(),
        layers.Dense(4, activation=layers.ELU(alpha=0.5)),
    ]
)

MODELS = {"listed": listed, "added": added, "model": perceptron, "kinds": kinds}
