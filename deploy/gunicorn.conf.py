"""Gunicorn behind a web server: gunicorn policyarchive.wsgi --config this file."""

import multiprocessing

bind = "127.0.0.1:8000"
# Measured: more processes than cores only queue; threads wait for slow readers.
workers = multiprocessing.cpu_count()
threads = 4
timeout = 30
# Fresh processes now and then keep memory flat; the jitter keeps them apart.
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # the web server in front has one
control_socket_disable = True
