"""From where on something is said of a document."""

# The MQM score from which a document without a critical fault is called fit, unless another is asked for.
FIT = 95.0
# The probability from which a document is called probably machine-translated.
PROBABLE = 0.5
