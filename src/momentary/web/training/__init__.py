"""The athlete and the training log: operations in the server's order, folded into sessions and sets."""
