"""What the readers of translation files share: XML with places, encodings that a header declares, units of text."""
