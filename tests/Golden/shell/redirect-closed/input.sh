exec 3>&-
echo x >&3
echo "status $?"
