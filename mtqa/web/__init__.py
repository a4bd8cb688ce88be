"""The HTTP API and the web page of `mtqa serve`: a front end over the engine, for one desk or a small team."""
