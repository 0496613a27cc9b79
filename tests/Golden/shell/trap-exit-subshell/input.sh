trap 'echo outer' EXIT
(trap 'echo inner' EXIT; echo in)
echo out
