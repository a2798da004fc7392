"""The processes of a server: web and worker, started, watched and stopped as one."""
