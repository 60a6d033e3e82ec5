#!/bin/bash
# As in docker.io/library/haproxy: master and worker, in the foreground.
shift
exec haproxy -W -db "$@"
