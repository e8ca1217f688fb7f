"""The nouns of captions: for each object those used in captions, and those held out for paraphrase tests."""


def _object(words: str, held_out: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(words.split(", ")), tuple(held_out.split(", "))


# (in captions, the first more often than the others; held out) of each object.
OBJECT_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dog": _object("dog, puppy, doggy, pup, small dog, retriever, terrier, mutt, spaniel, canine", "hound, pooch"),
    "cat": _object(
        "cat, kitty, orange cat, kitten, house cat, kitty cat, tomcat, ginger cat, pussycat", "feline, tabby"
    ),
    "rabbit": _object("rabbit, bunny, white rabbit, bunny rabbit, cottontail, pet rabbit, fluffy bunny", "hare"),
    "penguin": _object(
        "penguin, little penguin, baby penguin, black and white penguin, emperor penguin, antarctic penguin",
        "polar bird",
    ),
    "elephant": _object(
        "elephant, grey elephant, big elephant, african elephant, baby elephant, elephant calf, jumbo",
        "tusker, pachyderm",
    ),
    "fish": _object(
        "fish, tropical fish, yellow fish, aquarium fish, reef fish, goldfish, little fish, clownfish", "angelfish"
    ),
    "bee": _object("bee, honeybee, honey bee, buzzing bee, wasp, worker bee, hornet, little bee", "bumblebee"),
    "butterfly": _object(
        "butterfly, orange butterfly, moth, winged insect, swallowtail, colorful butterfly, orange moth", "monarch"
    ),
    "turtle": _object(
        "turtle, green turtle, sea turtle, water turtle, little turtle, reptile with a shell", "tortoise, terrapin"
    ),
    "snail": _object(
        "snail, brown snail, garden snail, land snail, slow snail, little snail, mollusk",
        "gastropod, slug with a shell",
    ),
    "owl": _object("owl, brown owl, barn owl, night owl, horned owl, wise owl, bird with big eyes", "night bird"),
    "lion": _object(
        "lion, big lion, big cat, male lion, african lion, maned lion, lion with a mane", "king of the jungle"
    ),
    "cow": _object("cow, dairy cow, milk cow, bull, calf, ox, black and white cow", "cattle beast, heifer"),
    "pig": _object("pig, pink pig, piggy, piglet, farm pig, sow, little pig, boar", "hog, swine"),
    "frog": _object("frog, green frog, little frog, tree frog, bullfrog, pond frog, froggy", "toad, amphibian"),
    "monkey": _object("monkey, brown monkey, little monkey, primate, macaque, baboon, jungle monkey", "chimp, ape"),
    "horse": _object(
        "horse, pony, brown horse, mare, brown pony, racehorse, foal, wild horse, colt", "steed, stallion"
    ),
    "crab": _object("crab, red crab, sea crab, lobster, hermit crab, shellfish, beach crab", "crustacean"),
    "octopus": _object(
        "octopus, orange octopus, squid, cuttlefish, sea octopus, animal with eight arms", "cephalopod, kraken"
    ),
    "whale": _object(
        "whale, blue whale, big whale, sea mammal, humpback whale, sperm whale, sea giant", "cetacean, orca"
    ),
    "duck": _object("duck, mallard, duckling, green-headed duck, pond duck, wild duck, water bird", "drake, waterfowl"),
    "chicken": _object("chicken, hen, rooster, white hen, farm bird, cockerel, white chicken", "poultry, fowl"),
    "flamingo": _object(
        "flamingo, pink flamingo, pink bird, tall pink bird, long-legged bird, wading bird", "pink wader"
    ),
    "parrot": _object(
        "parrot, red parrot, colorful parrot, parakeet, cockatoo, tropical bird, budgie, talking bird", "macaw"
    ),
    "dinosaur": _object(
        "dinosaur, t-rex, green dinosaur, tyrannosaur, prehistoric reptile, t rex, prehistoric animal, raptor",
        "tyrannosaurus, dino",
    ),
    "fox": _object("fox, red fox, red-tailed fox, wild fox, orange fox, sly fox, forest fox", "vixen"),
    "panda": _object(
        "panda, panda bear, giant panda, black and white bear, panda cub, chinese bear, bamboo bear", "bamboo eater"
    ),
    "ladybug": _object(
        "ladybug, ladybird, red bug, spotted ladybug, dotted bug, spotted insect, red insect with dots",
        "lady beetle, beetle",
    ),
    "unicorn": _object(
        "unicorn, white unicorn, horse with a horn, magical horse, mythical horse, fairy-tale horse",
        "magical steed, horned mare",
    ),
    "car": _object(
        "car, red car, automobile, auto, red automobile, sports car, hatchback, motor vehicle, race car",
        "sedan, motorcar",
    ),
    "taxi": _object("taxi, cab, yellow taxi, taxicab, yellow cab, minicab, taxi car, yellow car", "hackney"),
    "bus": _object(
        "bus, city bus, school bus, coach, omnibus, minibus, double-decker, public bus, shuttle bus", "motor coach"
    ),
    "rocket": _object(
        "rocket, spaceship, rocket ship, space rocket, space shuttle, moon rocket, space vehicle, launcher",
        "spacecraft, missile",
    ),
    "helicopter": _object(
        "helicopter, chopper, copter, rescue helicopter, heli, whirlybird, rescue chopper", "rotorcraft"
    ),
    "sailboat": _object(
        "sailboat, sailing boat, boat, sailing ship, ship, sailing vessel, catamaran, schooner", "yacht, dinghy"
    ),
    "bicycle": _object(
        "bicycle, bike, cycle, push bike, pedal bike, road bike, mountain bike", "pushbike, two-wheeler"
    ),
    "train": _object(
        "train, steam train, locomotive, railway train, railroad engine, steam locomotive, old train, choo-choo train",
        "steam engine, railway engine",
    ),
    "tractor": _object(
        "tractor, green tractor, farm tractor, farming machine, agricultural tractor, big tractor, plowing machine",
        "farm vehicle",
    ),
    "airplane": _object(
        "airplane, plane, jet, jet plane, passenger plane, aeroplane, jumbo jet, flying machine, big plane",
        "aircraft, airliner",
    ),
    "ufo": _object(
        "ufo, flying saucer, spaceship of aliens, saucer, flying disc, alien saucer, unidentified flying object",
        "alien ship, mothership",
    ),
    "firetruck": _object(
        "fire truck, fire engine, fire brigade truck, red fire truck, firefighting truck, firefighters' truck",
        "ladder truck",
    ),
    "ambulance": _object(
        "ambulance, white ambulance, medical van, rescue vehicle, emergency vehicle, paramedic van, hospital car",
        "emergency van, hospital van",
    ),
    "scooter": _object(
        "scooter, motor scooter, pink scooter, motorbike, small motorcycle, motorcycle, small motorbike",
        "moped, vespa",
    ),
    "apple": _object("apple, red apple, fruit, ripe apple, crisp apple, shiny apple, orchard fruit", "ripe pome"),
    "banana": _object(
        "banana, ripe banana, yellow banana, yellow fruit, sweet banana, curved yellow fruit, bent fruit", "plantain"
    ),
    "hamburger": _object(
        "hamburger, burger, cheeseburger, beef burger, fast-food burger, double burger, bun with beef",
        "beef sandwich, whopper",
    ),
    "pizza": _object(
        "pizza, slice of pizza, pizza slice, piece of pizza, pepperoni pizza, pizza pie, cheese pizza, salami pizza",
        "margherita, pepperoni pie",
    ),
    "strawberry": _object(
        "strawberry, red strawberry, berry, ripe strawberry, sweet strawberry, strawberry fruit, garden strawberry",
        "red berry",
    ),
    "watermelon": _object(
        "watermelon, slice of watermelon, watermelon slice, piece of watermelon, juicy watermelon, cut watermelon",
        "melon",
    ),
    "grapes": _object(
        "bunch of grapes, grape bunch, cluster of grapes, bunch of purple grapes, grape cluster, bunch of red grapes",
        "vine fruit",
    ),
    "pineapple": _object(
        "pineapple, yellow pineapple, tropical fruit, ripe pineapple, sweet pineapple, hawaiian fruit, spiky fruit",
        "ananas",
    ),
    "carrot": _object(
        "carrot, orange carrot, vegetable, fresh carrot, garden carrot, crunchy carrot, orange vegetable",
        "root vegetable",
    ),
    "icecream": _object(
        "ice cream, ice cream cone, ice-cream, vanilla ice cream, frozen dessert, scoop of ice cream, waffle cone",
        "gelato, soft serve",
    ),
    "cake": _object(
        "cake, birthday cake, cream cake, chocolate cake, layer cake, dessert cake", "layered gateau, torte"
    ),
    "donut": _object(
        "donut, doughnut, glazed donut, ring-shaped cake, iced doughnut, pink donut, ring of fried dough",
        "sweet pastry ring",
    ),
    "mushroom": _object(
        "mushroom, red mushroom, forest mushroom, spotted mushroom, wild mushroom, fly agaric", "toadstool, fungus"
    ),
    "pumpkin": _object(
        "pumpkin, halloween pumpkin, jack-o-lantern, orange pumpkin, carved pumpkin, halloween lantern, spooky pumpkin",
        "gourd, carved squash",
    ),
    "ball": _object(
        "ball, soccer ball, football, soccer football, black and white ball, leather ball, round ball, play ball",
        "kickball",
    ),
    "balloon": _object(
        "balloon, red balloon, party balloon, air balloon, helium balloon, toy balloon, floating balloon", "inflatable"
    ),
    "umbrella": _object(
        "umbrella, purple umbrella, rain umbrella, sunshade, open umbrella, folding umbrella, rain cover",
        "parasol, brolly",
    ),
    "guitar": _object(
        "guitar, electric guitar, rock guitar, musical instrument, acoustic guitar, bass guitar, red guitar",
        "stringed instrument, six-string",
    ),
    "clock": _object("clock, alarm clock, wake-up clock, red clock, bedside clock, ringing clock, watch", "timepiece"),
    "lamp": _object(
        "light bulb, lamp, bulb, electric light, glowing bulb, glowing lamp, electric bulb, incandescent bulb",
        "lightbulb",
    ),
    "star": _object(
        "star, yellow star, golden star, shining star, gold star, five-pointed star, bright star, twinkling star",
        "pentagram, starlet",
    ),
    "gift": _object(
        "gift, present, gift box, birthday gift, birthday present, wrapped present, box with a ribbon, surprise gift",
        "wrapped package, parcel",
    ),
    "kite": _object(
        "kite, colorful kite, flying kite, toy kite, wind toy, kite on a string, dragon kite", "paper glider"
    ),
    "drum": _object("drum, red drum, drum with sticks, toy drum, bongo, marching drum", "percussion, snare"),
    "teddy": _object(
        "teddy bear, teddy, toy bear, teddy toy, cuddly toy, stuffed bear, plush toy, cuddly bear",
        "stuffed animal, plush bear",
    ),
    "robot": _object("robot, grey robot, toy robot, machine man, metal robot, bot, droid", "android, automaton"),
    "ghost": _object(
        "ghost, white ghost, spook, halloween ghost, scary ghost, spooky ghost, spectre", "spirit, phantom"
    ),
    "snowman": _object(
        "snowman, little snowman, man of snow, snow man, snowman with a hat, winter snowman, snow person",
        "snow figure, frosty",
    ),
    "alien": _object(
        "alien, green alien, space alien, green man from space, little green man, space creature",
        "martian, extraterrestrial",
    ),
    "house": _object("house, little house, small house, home, cabin, hut, family house", "cottage, bungalow"),
    "tree": _object("tree, green tree, big tree, leafy tree, maple, tall tree, deciduous tree", "oak"),
    "castle": _object(
        "castle, grey castle, stone castle, palace, old castle, medieval castle, fort", "fortress, citadel"
    ),
    "tent": _object("tent, green tent, camping tent, camp tent, hiking tent, tipi", "canvas shelter"),
    "sunflower": _object(
        "sunflower, big sunflower, yellow flower, tall sunflower, bright yellow flower, garden sunflower",
        "yellow bloom",
    ),
    "chair": _object("chair, wooden chair, armchair, kitchen chair, dining chair, brown chair", "stool, seat"),
    "television": _object("television, tv, tv set, television set, old tv, tv screen, television screen", "telly"),
    "cactus": _object("cactus, green cactus, desert cactus, spiky plant, prickly plant, saguaro", "prickly succulent"),
}
