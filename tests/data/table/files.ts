/**
 * Small files of every kind that was met, with what must be read from them.
 * Values are those of the whole column; null is a missing one.
 */
export interface File {
  readonly text: string;
  readonly columns: Readonly<
    Record<string, readonly (number | string | null)[]>
  >;
  /** Columns that hold dates; others are known by their values. */
  readonly dates?: readonly string[];
  /** What must be told, of the table and of its columns; nothing else is. */
  readonly told?: readonly RegExp[];
}

const { UTC } = Date;
const day = (year: number, month: number, date: number) =>
  UTC(year, month - 1, date) / 86_400_000;

/** By what is special about them. */
export const files: Readonly<Record<string, File>> = {
  // missing cells
  "an empty cell": {
    text: "age,name\n22,Anna\n,Bert\n35,Cora\n",
    columns: { age: [22, null, 35], name: ["Anna", "Bert", "Cora"] },
  },
  "an empty cell at the end of a line": {
    text: "name,age\nAnna,22\nBert,\nCora,35\n",
    columns: { name: ["Anna", "Bert", "Cora"], age: [22, null, 35] },
  },
  "NA, as R writes it": {
    text: "species,mass\nAdelie,3750\nNA,NA\nGentoo,5000\n",
    columns: { species: ["Adelie", null, "Gentoo"], mass: [3750, null, 5000] },
  },
  "N/A and #N/A, as spreadsheets do": {
    text: "a,b\n1,x\nN/A,#N/A\n3,z\n",
    columns: { a: [1, null, 3], b: ["x", null, "z"] },
  },
  "NaN, as pandas does": {
    text: "a,b\n1.5,x\nNaN,y\nnan,z\n",
    columns: { a: [1.5, null, null], b: ["x", "y", "z"] },
  },
  "question marks (adult, mpg)": {
    text: "horsepower,workclass\n130,Private\n?,?\n95,Private\n",
    columns: {
      horsepower: [130, null, 95],
      workclass: ["Private", null, "Private"],
    },
  },
  "null and None": {
    text: "a,b\n1,null\nNone,y\n3,z\n",
    columns: { a: [1, null, 3], b: [null, "y", "z"] },
  },
  "a minus sign and a full stop": {
    text: "a,b\n1,2\n−,.\n3,4\n",
    columns: { a: [1, null, 3], b: [2, null, 4] },
  },
  "a column without any value": {
    text: "a,b,c\n1,,x\n2,,y\n3,,x\n",
    columns: { a: [1, 2, 3], b: [null, null, null], c: ["x", "y", "x"] },
    told: [/^b: every cell is missing$/],
  },
  "text in one cell of ten among numbers": {
    text: `a\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].join("\n")}\nabc\n`,
    columns: { a: [1, 2, 3, 4, 5, 6, 7, 8, 9, null] },
    told: [/^a: 1 cell is no number, such as "abc": taken as missing$/],
  },
  "infinity among numbers": {
    text: `a\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].join("\n")}\n-inf\n`,
    columns: { a: [1, 2, 3, 4, 5, 6, 7, 8, 9, null] },
    told: [/^a: 1 cell is not finite, such as "-inf": taken as missing$/],
  },
  "a number beyond double": {
    text: `a\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].join("\n")}\n1e999\n`,
    columns: { a: [1, 2, 3, 4, 5, 6, 7, 8, 9, null] },
    told: [/^a: 1 cell is not finite, such as "1e999": taken as missing$/],
  },
  "text in half of the cells": {
    text: "a,b\n1,x\ntwo,y\n3,x\nfour,y\n",
    columns: { a: ["1", "two", "3", "four"], b: ["x", "y", "x", "y"] },
    told: [/^a: text: only 2 of 4 cells are numbers$/],
  },
  "a short row": {
    text: "a,b,c\n1,2,x\n3,4\n5,6,z\n",
    columns: { a: [1, 3, 5], b: [2, 4, 6], c: ["x", null, "z"] },
    told: [/^1 row with fewer than 3 fields, such as line 3: /],
  },
  // rows and columns around the values
  "an index without a name, as pandas writes it": {
    text: ",x,y\n0,1.5,a\n1,2.5,b\n2,3.5,a\n",
    columns: { "column 1": [0, 1, 2], x: [1.5, 2.5, 3.5], y: ["a", "b", "a"] },
    told: [
      /^1 column without a name: here "column 1"\.$/,
      /^column 1: it counts the rows$/,
    ],
  },
  "an index without a field in the header, as R writes it": {
    text: '"x" "y"\n"1" 1.5 "a"\n"2" 2.5 "b"\n"3" 3.5 "a"\n',
    columns: { "column 1": [1, 2, 3], x: [1.5, 2.5, 3.5], y: ["a", "b", "a"] },
    told: [
      /^Fields are separated by spaces\.$/,
      /^1 column without a name: here "column 1"\.$/,
      /^column 1: it counts the rows$/,
    ],
  },
  "names of rows without a name": {
    text: ",mpg,cyl\nMazda RX4,21,6\nDatsun 710,22.8,4\nValiant,18.1,6\n",
    columns: {
      "column 1": ["Mazda RX4", "Datsun 710", "Valiant"],
      mpg: [21, 22.8, 18.1],
      cyl: [6, 4, 6],
    },
    told: [/^1 column without a name: here "column 1"\.$/],
  },
  "a comma at the end of every line": {
    text: "a,b,\n1,x,\n2,y,\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^A separator at the end of every line left out\.$/],
  },
  "a comma at the end of every line but the header's": {
    text: "a,b\n1,x,\n2,y,\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^A separator at the end of every line left out\.$/],
  },
  "a leading sep=;": {
    text: "sep=;\na;b\n1;x\n2;y\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^Fields are separated by ";"\.$/],
  },
  "comments above": {
    text: "# made by hand\n# on a Sunday\na,b\n1,x\n2,y\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^2 lines of comments above the table left out\.$/],
  },
  "names in a comment, as numpy.savetxt writes them": {
    text: "# t x\n0.0 1.5\n0.1 2.5\n0.2 3.5\n",
    columns: { t: [0, 0.1, 0.2], x: [1.5, 2.5, 3.5] },
    told: [
      /^Fields are separated by spaces\.$/,
      /^1 line of comments above the table left out\.$/,
      /^Names are those of the comment on line 1\.$/,
    ],
  },
  "a title above": {
    text:
      "Rainfall in 2023,,\nmonth,mm,days\nJan,51,17\nFeb,40,12\nMar,62,16\n",
    columns: {
      month: ["Jan", "Feb", "Mar"],
      mm: [51, 40, 62],
      days: [17, 12, 16],
    },
    told: [/^1 line above the table left out, such as "Rainfall in 2023"\.$/],
  },
  "two columns of the same name": {
    text: "x,y,x\n1,2,3\n4,5,6\n",
    columns: { "x": [1, 4], "y": [2, 5], "x (2)": [3, 6] },
    told: [/^Column 3 is named "x" as an earlier one: here "x \(2\)"\.$/],
  },
  "units below the names": {
    text: "time,speed\ns,m/s\n0,1.5\n1,2.5\n2,3.5\n",
    columns: { time: [0, 1, 2], speed: [1.5, 2.5, 3.5] },
    told: [/^Line 2 holds units and is left out\.$/],
  },
  "totals below the names": {
    text: "district,people\nTotal,600\nNorth,100\nSouth,200\nWest,300\n",
    columns: {
      district: ["North", "South", "West"],
      people: [100, 200, 300],
    },
    told: [/^Line 2 \("Total"\) is left out\.$/],
  },
  "totals at the end": {
    text: "district,people\nNorth,100\nSouth,200\nWest,300\nTotal,600\n",
    columns: {
      district: ["North", "South", "West"],
      people: [100, 200, 300],
    },
    told: [/^Line 5 \("Total"\) is left out\.$/],
  },
  "empty lines in between and at the end": {
    text: "a,b\n1,x\n\n2,y\n\n  \n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^1 empty line left out\.$/],
  },
  "one row in thirty that is longer": {
    text: `a,b\n${"1,x\n".repeat(29)}1,x,more\n`,
    columns: { a: Array(29).fill(1), b: Array(29).fill("x") },
    told: [/^1 row with more than 2 fields left out, such as line 31\.$/],
  },
  // separators
  "semicolons": {
    text: "a;b\n1;x\n2;y\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^Fields are separated by ";"\.$/],
  },
  "tabs": {
    text: "a\tb\n1\tx, y\n2\ty, z\n",
    columns: { a: [1, 2], b: ["x, y", "y, z"] },
    told: [/^Fields are separated by tabs\.$/],
  },
  "bars": {
    text: "a|b|c\n1|x|2.5\n2|y|3.5\n",
    columns: { a: [1, 2], b: ["x", "y"], c: [2.5, 3.5] },
    told: [/^Fields are separated by "\|"\.$/],
  },
  "spaces that line up columns (auto-mpg)": {
    text:
      '18.0   8   307.0\t"chevrolet chevelle malibu"\n15.0   8   350.0\t"buick skylark 320"\n36.0   4    79.0\t"renault 5 gtl"\n',
    columns: {
      "column 1": [18, 15, 36],
      "column 2": [8, 8, 4],
      "column 3": [307, 350, 79],
      "column 4": [
        "chevrolet chevelle malibu",
        "buick skylark 320",
        "renault 5 gtl",
      ],
    },
    told: [/^Fields are separated by spaces\.$/, /^No header: /],
  },
  "bars within a field": {
    text: "title,genres\nHeat,Action|Crime\nToy Story,Animation|Comedy\n",
    columns: {
      title: ["Heat", "Toy Story"],
      genres: ["Action|Crime", "Animation|Comedy"],
    },
  },
  "separators, line breaks and quotes in quotes": {
    text: 'name,"a;b;c;d",v\n"x, ""y""\nz",p,1\nq,r,2\n',
    columns: {
      "name": ['x, "y"\nz', "q"],
      "a;b;c;d": ["p", "r"],
      "v": [1, 2],
    },
  },
  "spaces around fields": {
    text: " a , b \n 1, x\n2 ,y \n",
    columns: { a: [1, 2], b: ["x", "y"] },
  },
  // headers
  "no header, numbers (pima)": {
    text: "6,148,72,1\n1,85,66,0\n8,183,64,1\n",
    columns: {
      "column 1": [6, 1, 8],
      "column 2": [148, 85, 183],
      "column 3": [72, 66, 64],
      "column 4": [1, 0, 1],
    },
    told: [/^No header: .* named "column 1" and so on\.$/],
  },
  "no header, numbers and a class (sonar)": {
    text: "0.02,0.37,R\n0.04,0.52,M\n0.02,0.58,R\n",
    columns: {
      "column 1": [0.02, 0.04, 0.02],
      "column 2": [0.37, 0.52, 0.58],
      "column 3": ["R", "M", "R"],
    },
    told: [/^No header: /],
  },
  "no header, classes only (mushrooms)": {
    text: "p,x,s\ne,x,y\np,b,s\ne,b,y\n",
    columns: {
      "column 1": ["p", "e", "p", "e"],
      "column 2": ["x", "x", "b", "b"],
      "column 3": ["s", "y", "s", "y"],
    },
    told: [/^No header: /],
  },
  "no header, text and numbers (adult)": {
    text:
      "39, State-gov, Never-married\n50, Private, Divorced\n38, Private, Never-married\n",
    columns: {
      "column 1": [39, 50, 38],
      "column 2": ["State-gov", "Private", "Private"],
      "column 3": ["Never-married", "Divorced", "Never-married"],
    },
    told: [/^No header: /],
  },
  "years for names": {
    text: "country,1990,1991,1992\nFrance,1.5,2.5,3.5\nSpain,4.5,5.5,6.5\n",
    columns: {
      "country": ["France", "Spain"],
      "1990": [1.5, 4.5],
      "1991": [2.5, 5.5],
      "1992": [3.5, 6.5],
    },
  },
  // numbers
  "decimal commas": {
    text: "x;y\n1,5;2\n-0,25;3\n1.234,5;4\n",
    columns: { x: [1.5, -0.25, 1234.5], y: [2, 3, 4] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^x: the comma is the decimal sign/,
    ],
  },
  "three decimals after a comma, between semicolons": {
    text: "x;y\n1,250;a\n2,125;b\n",
    columns: { x: [1.25, 2.125], y: ["a", "b"] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^x: the comma is the decimal sign/,
    ],
  },
  "commas between thousands": {
    text: 'city,people\nA,"1,234"\nB,"12,345,678"\nC,999\n',
    columns: { city: ["A", "B", "C"], people: [1234, 12345678, 999] },
    told: [/^people: commas divide thousands/],
  },
  "spaces between thousands": {
    text: "city,people\nA,1 234\nB,12\u00a0345\u00a0678\nC,999\n",
    columns: { city: ["A", "B", "C"], people: [1234, 12345678, 999] },
    told: [/^people: spaces or apostrophes divide thousands/],
  },
  "percent": {
    text: "x,share\n1,5%\n2,12.5%\n3,100 %\n",
    columns: { x: [1, 2, 3], share: [5, 12.5, 100] },
    told: [/^share: numbers in %$/],
  },
  "money": {
    text: 'item,price\nA,$4.50\nB,"-$1,200.00"\nC,$3\n',
    columns: { item: ["A", "B", "C"], price: [4.5, -1200, 3] },
    told: [
      /^price: commas divide thousands/,
      /^price: numbers in \$$/,
    ],
  },
  "minus signs of typographers": {
    text: "t,x\n1,−5\n2,−0.5\n3,2\n",
    columns: { t: [1, 2, 3], x: [-5, -0.5, 2] },
  },
  "exponents": {
    text: "a,b\n1e3,x\n-2.5E-3,y\n+.5,z\n",
    columns: { a: [1000, -0.0025, 0.5], b: ["x", "y", "z"] },
  },
  "postal codes": {
    text: "code,n\n02134,1\n10001,2\n",
    columns: { code: ["02134", "10001"], n: [1, 2] },
    told: [/^code: text: as numbers they would lose digits$/],
  },
  "digits beyond what a double holds": {
    text: "id,n\n9007199254740993,1\n9007199254740995,2\n",
    columns: { id: ["9007199254740993", "9007199254740995"], n: [1, 2] },
    told: [/^id: text: as numbers they would lose digits$/],
  },
  "hexadecimal and other words of programs": {
    text: "a,b\n0x10,1_000\n0b1,2_000\n",
    columns: { a: ["0x10", "0b1"], b: ["1_000", "2_000"] },
    told: [/^a: text: no numbers as/, /^b: text: no numbers as/],
  },
  // dates
  "dates": {
    text: "date,x\n2023-01-31,1\n2023-02-01,2\n,3\n",
    columns: {
      date: [day(2023, 1, 31), day(2023, 2, 1), null],
      x: [1, 2, 3],
    },
    dates: ["date"],
    told: [/^date: dates: days since 1970$/],
  },
  "moments": {
    text: "when,x\n2023-01-31 12:00:00,1\n2023-02-01T06:00:00+06:00,2\n",
    columns: {
      when: [day(2023, 1, 31) + 0.5, day(2023, 2, 1)],
      x: [1, 2],
    },
    dates: ["when"],
    told: [/^when: dates: days since 1970$/],
  },
  "dates of Germany": {
    text: "date;x\n31.1.2023;1\n1.2.2023;2\n",
    columns: { date: [day(2023, 1, 31), day(2023, 2, 1)], x: [1, 2] },
    dates: ["date"],
    told: [
      /^Fields are separated by ";"\.$/,
      /^date: dates, day\.month\.year: days since 1970$/,
    ],
  },
  "dates of America": {
    text: "date,x\n1/31/2023,1\n2/1/2023,2\n",
    columns: { date: [day(2023, 1, 31), day(2023, 2, 1)], x: [1, 2] },
    dates: ["date"],
    told: [/^date: dates, month\/day\/year: days since 1970$/],
  },
  "dates of Britain": {
    text: "date,x\n31/1/2023,1\n1/2/2023,2\n",
    columns: { date: [day(2023, 1, 31), day(2023, 2, 1)], x: [1, 2] },
    dates: ["date"],
    told: [/^date: dates, day\/month\/year: days since 1970$/],
  },
  // words
  "accents": {
    text: "drink,n\ncafé,1\ncafè,2\n",
    columns: { drink: ["café", "cafè"], n: [1, 2] },
  },
  "one column": {
    text: "x\n1\n2\n3\n",
    columns: { x: [1, 2, 3] },
  },
  // what programs and people add
  "names again between the values": {
    text: "a,b\n1,x\n2,y\na,b\n3,z\na,b\n4,w\n",
    columns: { a: [1, 2, 3, 4], b: ["x", "y", "z", "w"] },
    told: [/^2 lines that repeat the names left out, such as line 4\.$/],
  },
  "classes of which the first row comes again": {
    text: "x,s,n\nb,y,w\nx,s,n\nb,s,w\nx,y,n\n",
    columns: {
      "column 1": ["x", "b", "x", "b", "x"],
      "column 2": ["s", "y", "s", "s", "y"],
      "column 3": ["n", "w", "n", "w", "n"],
    },
    told: [/^No header: /],
  },
  "a comment at the end": {
    text: "a,b\n1,x\n2,y\n3,z\n# end of file\n",
    columns: { a: [1, 2, 3], b: ["x", "y", "z"] },
    told: [/^1 line of comments left out, such as line 5\.$/],
  },
  "comments between the values": {
    text: "a b\n1 2\n% the second run\n3 4\n% the last\n5 6\n",
    columns: { a: [1, 3, 5], b: [2, 4, 6] },
    told: [
      /^Fields are separated by spaces\.$/,
      /^2 lines of comments left out, such as line 3\.$/,
    ],
  },
  "numbers that begin with #": {
    text: "id,b\n#1,x\n#2,y\n",
    columns: { id: ["#1", "#2"], b: ["x", "y"] },
  },
  "a source below the values": {
    text: "country,2019,2020,2021\nFR,1,2,3\nDE,4,5,6\n\nSource: Eurostat\n",
    columns: {
      country: ["FR", "DE"],
      2019: [1, 4],
      2020: [2, 5],
      2021: [3, 6],
    },
    told: [
      /^1 empty line left out\.$/,
      /^1 line below the table left out, such as "Source: Eurostat"\.$/,
    ],
  },
  "a file that ends within a row": {
    text: "a,b\n1,2\n3,4\n5",
    columns: { a: [1, 3, 5], b: [2, 4, null] },
    told: [/^1 row with fewer than 2 fields, such as line 4: /],
  },
  "what psql prints": {
    text: " a | b \n---+---\n 1 | x\n 2 | y\n(2 rows)\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [
      /^Fields are separated by "\|"\.$/,
      /^1 line of rules left out\.$/,
      /^1 line below the table left out, such as "\(2 rows\)"\.$/,
    ],
  },
  "a table of Markdown": {
    text: "| a | b |\n|---|:-:|\n| 1 | x |\n| 2 | y |\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^Fields are separated by "\|"\.$/, /^1 line of rules left out\.$/],
  },
  "an index that pandas wrote and read": {
    text: "Unnamed: 0,x,y\n0,1.5,a\n1,2.5,b\n2,3.5,a\n",
    columns: {
      "Unnamed: 0": [0, 1, 2],
      x: [1.5, 2.5, 3.5],
      y: ["a", "b", "a"],
    },
    told: [/^Unnamed: 0: it counts the rows$/],
  },
  "totals of Germany": {
    text: "Kreis,Leute\nNord,100\nWest,200\nGesamt,300\n",
    columns: { Kreis: ["Nord", "West"], Leute: [100, 200] },
    told: [/^Line 4 \("Gesamt"\) is left out\.$/],
  },
  "names of columns that objects have": {
    text: "__proto__,constructor,b\n1,2,x\n3,4,y\n",
    columns: { ["__proto__"]: [1, 3], constructor: [2, 4], b: ["x", "y"] },
  },
  "quotes behind a space": {
    text: 'a, "b, c"\n1, "x, y"\n2, z\n',
    columns: { a: [1, 2], "b, c": ["x, y", "z"] },
  },
  "thousands of Germany beside its decimals": {
    text: "Menge;Preis\n1.234;1,50\n12.500;2,75\n980;3,10\n",
    columns: { Menge: [1234, 12500, 980], Preis: [1.5, 2.75, 3.1] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^Menge: dots divide thousands \("1\.234" is 1234\)$/,
      /^Preis: the comma is the decimal sign/,
    ],
  },
  "decimals of three digits beside decimal commas": {
    text: "p;q\n0.123;1,5\n0.456;2,5\n",
    columns: { p: [0.123, 0.456], q: [1.5, 2.5] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^q: the comma is the decimal sign/,
    ],
  },
  "one column of decimal commas": {
    text: "Wert\n1,5\n2,5\n3,75\n",
    columns: { Wert: [1.5, 2.5, 3.75] },
    told: [/^Wert: the comma is the decimal sign/],
  },
  "thousands of Switzerland": {
    text: "a;b\n1'234.50;x\n2’000.00;y\n",
    columns: { a: [1234.5, 2000], b: ["x", "y"] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^a: spaces or apostrophes divide thousands/,
    ],
  },
  "exponents with decimal commas": {
    text: "a;b\n1,5e-3;x\n2,5E+03;y\n",
    columns: { a: [0.0015, 2500], b: ["x", "y"] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^a: the comma is the decimal sign/,
    ],
  },
  "exponents of Fortran": {
    text: "  1.5D+03  2.0d-01\n -2.5D+03  3.0d-01\n",
    columns: { "column 1": [1500, -2500], "column 2": [0.2, 0.3] },
    told: [/^Fields are separated by spaces\.$/, /^No header: /],
  },
  "negative numbers of accountants": {
    text: 'a,b\n"1,200",5\n(300),7-\n500,9\n',
    columns: { a: [1200, -300, 500], b: [5, -7, 9] },
    told: [
      /^a: commas divide thousands/,
      /^a: in parentheses, or before a minus, are negative numbers, such as "\(300\)"$/,
      /^b: in parentheses, or before a minus, are negative numbers, such as "7-"$/,
    ],
  },
  "errors of spreadsheets": {
    text: "a,b\n1,x\n#DIV/0!,y\n3,#REF!\n#VALUE!,w\n--,v\n",
    columns: { a: [1, null, 3, null, null], b: ["x", "y", null, "w", "v"] },
  },
  "units behind numbers": {
    text: "a,b\n5 kg,EUR 7.50\n7 kg,EUR 8.00\n",
    columns: { a: ["5 kg", "7 kg"], b: ["EUR 7.50", "EUR 8.00"] },
    told: [
      /^a: text: no numbers as they are read here, such as "5 kg"$/,
      /^b: text: no numbers as they are read here, such as "EUR 7\.50"$/,
    ],
  },
  "hours, ranges and digits of others": {
    text: "a,b,c\n00:12:30,10-19,１２\n01:00:00,20-29,３４\n",
    columns: {
      a: ["00:12:30", "01:00:00"],
      b: ["10-19", "20-29"],
      c: ["１２", "３４"],
    },
    told: [/^a: text: no numbers/, /^b: text: no numbers/, /^c: text: no num/],
  },
  "a value below a limit first": {
    text: "c,p\n<0.1,0.05*\n0.5,0.5\n0.7,0.2\n0.8,0.3\n",
    columns: {
      c: ["<0.1", "0.5", "0.7", "0.8"],
      p: ["0.05*", "0.5", "0.2", "0.3"],
    },
    told: [/^c: text: only 3 of 4/, /^p: text: only 3 of 4/],
  },
  "what mysql prints": {
    text: "+---+---+\n| a | b |\n+---+---+\n| 1 | x |\n| 2 | y |\n+---+---+\n",
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [/^Fields are separated by "\|"\.$/, /^3 lines of rules left out\.$/],
  },
  "quotes around whole lines": {
    text: '"a;b"\n"1;x"\n"2;y"\n',
    columns: { a: [1, 2], b: ["x", "y"] },
    told: [
      /^Quotes around whole lines left out\.$/,
      /^Fields are separated by ";"\.$/,
    ],
  },
  "dots that may divide thousands": {
    text: "x;y\n1.234;5\n2.345;6\n",
    columns: { x: [1.234, 2.345], y: [5, 6] },
    told: [
      /^Fields are separated by ";"\.$/,
      /^x: the dot is taken for the decimal sign \("1\.234"\), not for thousands$/,
    ],
  },
  "two years for names": {
    text: "country,1990,1991\nA,1,2\nB,3,4\n",
    columns: { country: ["A", "B"], 1990: [1, 3], 1991: [2, 4] },
  },
  "days in eight digits": {
    text: "station,date,t\nX,20240101,5\nX,20240229,6\n",
    columns: {
      station: ["X", "X"],
      date: [day(2024, 1, 1), day(2024, 2, 29)],
      t: [5, 6],
    },
    dates: ["date"],
    told: [/^date: dates, yearmonthday: days since 1970$/],
  },
  "spaces of no width": {
    text: "a,b\n1\u200b,x\n2,\u2060y\n",
    columns: { a: [1, 2], b: ["x", "y"] },
  },
  "the end of a file of DOS": {
    text: "a,b\n1,x\n2,y\n\x1a",
    columns: { a: [1, 2], b: ["x", "y"] },
  },
  "yes and no": {
    text: "a,ok\n1,yes\n2,no\n3,yes\n",
    columns: { a: [1, 2, 3], ok: ["yes", "no", "yes"] },
  },
  "months": {
    text: "month,v\n2024-01,1\n2024-02,2\n",
    columns: { month: [day(2024, 1, 1), day(2024, 2, 1)], v: [1, 2] },
    dates: ["month"],
    told: [/^month: dates, year-month: days since 1970$/],
  },
  "hours of America": {
    text: "d,v\n1/5/2024 3:04 PM,1\n1/13/2024 12:30 AM,2\n",
    columns: {
      d: [
        day(2024, 1, 5) + (15 * 60 + 4) / 1440,
        day(2024, 1, 13) + 30 / 1440,
      ],
      v: [1, 2],
    },
    dates: ["d"],
    told: [/^d: dates, month\/day\/year: days since 1970$/],
  },
  "moments with zones": {
    text:
      "t,v\n2024-01-05T10:00:00+02:00,1\n2024-01-05T10:00:00Z,2\n2024-01-06 00:00:00-05:00,3\n",
    columns: {
      t: [
        day(2024, 1, 5) + 8 / 24,
        day(2024, 1, 5) + 10 / 24,
        day(2024, 1, 6) + 5 / 24,
      ],
      v: [1, 2, 3],
    },
    dates: ["t"],
    told: [/^t: dates: days since 1970$/],
  },
};
