timeout 5 echo fast; timeout 0.05 sleep 10; echo $?; timeout 5 sh -c 'exit 7'; echo $?; timeout x true; echo $?
