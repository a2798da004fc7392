"""Who uses the server: users by e-mail, the owner, and the way in."""
