"""The local web page: a direct message and a security channel, side by side."""
