// Node.js 20, JSON.
const fs = require('fs');
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(process.argv[2]))));
