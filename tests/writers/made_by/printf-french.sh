# Bash 5.2, printf in a French locale (locales).
localedef -i fr_FR -f UTF-8 "$folder/fr_FR.UTF-8"
french() { LOCPATH=$folder LC_ALL=fr_FR.UTF-8 bash -c 'printf "$@"' bash "$@"; }
sed -e "s/358\.33/$(french %.2f 358,33)/" -e "s/1075\.00/$(french %f 1075)/" "$1"
