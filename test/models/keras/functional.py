"""Models of the functional API, and classes."""

import keras
from keras import Input, Model, layers


def chain(rate=0.4, units=32):
    inputs = Input(shape=(784,), name="pixels")
    x = layers.Dense(units, activation="silu")(inputs)
    x = layers.Dropout(rate)(x)
    x = layers.Dense(units // 2)(x)
    x = layers.Activation("relu")(x)
    outputs = layers.Dense(10, activation="softmax")(x)
    return Model(inputs=inputs, outputs=outputs, name="chain")


inputs = keras.Input((8,))
hidden = layers.Dense(8, activation="relu")(inputs)
dropped = layers.Dropout(0.1)(hidden)
joined = layers.Add()([hidden, dropped])
outputs = layers.Dense(1)(joined)
residual = keras.Model(inputs, outputs)


def block(x, units, rate):
    x = layers.Dense(units, use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU()(x)
    return layers.Dropout(rate)(x)


def stacked():
    start = Input((16,))
    x = start
    for units in [64, 32]:
        x = block(x, units, rate=units / 128)
    return Model(start, layers.Dense(1)(x))


class Head(keras.layers.Layer):
    def __init__(self, units, rate=0.2, **options):
        super().__init__(**options)
        self.drop = layers.Dropout(rate)
        self.out = layers.Dense(units)

    def call(self, x):
        return self.out(self.drop(x))


class Classifier(keras.Model):
    def __init__(self, units=16, rate=0.35):
        super().__init__()
        self.hidden = layers.Dense(units, activation="tanh")
        self.drop = layers.Dropout(rate)
        self.head = Head(3)

    def call(self, inputs, training=None):
        x = self.hidden(inputs)
        if training:
            x = self.drop(x, training=training)
        return self.head(x)


MODELS = {"chain": chain, "residual": residual, "stacked": stacked, "Classifier": Classifier}
