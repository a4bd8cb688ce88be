"""Terms of a house: termbases read, the terms in a text found, and the terms of a corpus gathered."""
