echo start
echo ${a!b}
echo end
