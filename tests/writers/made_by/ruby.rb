# Ruby 3.1.2, json 2.6.1: amounts as BigDecimal.
require 'json'; require 'bigdecimal'; require 'bigdecimal/util'
claim = JSON.parse(File.read(ARGV[0]), decimal_class: BigDecimal)
puts JSON.pretty_generate(claim)
