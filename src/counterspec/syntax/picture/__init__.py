"""Work on the pictures of pages: set them straight, find ruled lines, map pixels to points."""
