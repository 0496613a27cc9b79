touch a.txt b.txt c.log .hidden; mkdir sub; touch sub/x.txt
echo *; echo *.txt; echo ?.log; echo [ab].txt; echo [!a]*.txt
echo */*.txt; echo .h*; echo nomatch*; echo "*.txt" '*'; x='*.log'; echo $x "$x"
echo \*.txt
