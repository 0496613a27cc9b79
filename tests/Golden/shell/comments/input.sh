echo a # comment
# whole line
echo b#notcomment
echo 'c # quoted' # real
:#x 2>/dev/null; echo $?
