"""The language server: findings, reasons and corrections in an editor."""
