"""Embeddings, recurrent layers and attention, imported through TensorFlow's name for Keras where that is installed."""

try:
    from tensorflow.keras import Sequential
    from tensorflow.keras import layers as L
except ImportError:
    from keras import Sequential
    from keras import layers as L

WORDS, WIDTH = 1_000, 16

reviews = Sequential(
    [
        L.Input((20,)),
        L.Embedding(input_dim=WORDS, output_dim=WIDTH),
        L.SpatialDropout1D(0.2),
        L.Bidirectional(L.LSTM(WIDTH, dropout=0.3, recurrent_dropout=0.1)),
        L.Dense(24, activation="relu"),
        L.Dropout(0.5),
        L.Dense(1, activation="sigmoid"),
    ]
)

tagger = Sequential(
    [
        L.Input((20, 8)),
        L.GRU(12, return_sequences=True),
        L.TimeDistributed(L.Dense(4, activation="softplus")),
        L.GlobalAveragePooling1D(),
        L.Dropout(0.15),
        L.Dense(2),
    ]
)

MODELS = {"reviews": reviews, "tagger": tagger}
