"""The Qt window.  May import every other room; nothing but ``cli`` starts it."""
