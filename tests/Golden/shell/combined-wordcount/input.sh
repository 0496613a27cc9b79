printf 'the cat the dog\nthe end\n' | tr ' ' '\n' | sort | uniq -c | sort -k1,1nr -k2 | head -2
