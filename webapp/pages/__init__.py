"""Pages: shells without content, static files, the service worker, and what describes them."""
