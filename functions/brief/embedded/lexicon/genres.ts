/**
 * Words by which a kind of text is known that tells of no public matter. Lower-case forms as they stand in the text. None
 * of them tells anything alone: `genre.ts` counts how many different ones a text has, and how often.
 */
export const GENRE_WORDS = {
  /** What players do and where: in news about sport (bans, transfers, venues) few of them occur. */
  match:
    'ace aces backhand birdie bogey booked bowled breakaway byline clean-sheet corner crossbar decider defender defenders deuce ' +
    'double-bogey dribble equaliser equalizer extra-time fielding forehand fourth-set freekick frontrunner goalkeeper ' +
    'goalless half-time halftime header headed homer infield inning innings keeper kick kickoff kick-off lap laps lbw ' +
    'left-footed midfielder netted nets offside overtime peloton penalty pitcher pole-position podium quarterback ' +
    'quarter-final quarter-finals quarterfinal quarterfinals rebound rebounds referee relegation right-footed rushing ' +
    'scored scorer scoreless semi-final semi-finals semifinal semifinals seeded serve set-piece shootout shot shots ' +
    'sprint stoppage stoppage-time striker strikers substitute tackle tackles tie-break tiebreak touchdown touchline ' +
    'tryline unbeaten unseeded volley volleyed wicket wickets winger yardage half set sets minute minutes post match game ' +
    'visitors league season cup fixture teammates qualifier round',
  /** Of the words above, those that news of other matters uses as often: they count only beside the rest. */
  common:
    'half set sets minute minutes post match game visitors league season cup fixture round corner shot shots serve',
  recipe:
    'bake baked baking basil batter beat bake blend boil boiled bowl bread broth butter cake caramelise chard chill chop ' +
    'chopped cinnamon clove cloves coat colander cook cooked cooking coriander cream crumbs crush cumin cup cups dice diced ' +
    'dough drain drizzle dust egg eggs flour fold fry fried frying garlic garnish gently grate grated greased grill heat ' +
    'herbs knead ladle lemon lentils marinate melt mince mix mixture nutmeg oil onion onions oven pan paprika parchment ' +
    'parsley pastry peel peeled pepper pinch plate potatoes preheat puree rind rinse roast roasted saucepan sauce season ' +
    'serve serves shred sieve simmer skillet slice sliced slices soak spice spoon spoonful sprinkle squeeze stir sugar ' +
    'tablespoon tablespoons tbsp teaspoon teaspoons tender thyme tin toss tsp vanilla vinegar whisk whipped yeast yoghurt ' +
    'yogurt yolks zest',
  review:
    'acting actor actress album ballad bass battery box-office camera cast cello chorus cinematography comedy debut ' +
    'dialogue director drama ending ensemble feature film filmmaker finale genre heroine lyrics melodrama melody memoir ' +
    'musical narrative narrator novel performance performances photography plot prose protagonist recommend recommended ' +
    'scene scenes screen screenplay script sequel soundtrack sound soprano stage story subplot superb suspense thriller ' +
    'verdict villain app bluetooth comfort comfortable design display earbuds headphones keyboard laptop lens noise ' +
    'phone pixels price resolution screen software speakers test tested touchscreen wearing',
} as const;

export const ZODIAC = 'aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces';
