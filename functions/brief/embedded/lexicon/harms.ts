/** Words for harm, lemmas in lower case: conflict, people, economy, politics, law, nature. */
export const HARMS: ReadonlySet<string> = new Set(
  (
    'war warfare conflict violence violent attack attacker clash fighting bloodshed bloodbath escalation confrontation hostility hostilities terrorism terror ' +
    'terrorist invasion invade incursion insurgency insurgent unrest riot rebellion mutiny uprising coup chaos chaotic anarchy turmoil ' +
    'upheaval instability unstable tension crisis standoff stand-off retaliation retaliatory revenge reprisal vengeance repression crackdown ' +
    'massacre genocide atrocity bombing bomb missile annexation aggression extremism radicalisation ' +
    'radicalization death deadly die dead kill killing loss injury injure wound hurt harm harmful casualty fatality victim suffering suffer famine hunger ' +
    'starvation starve malnutrition undernourishment disease epidemic pandemic outbreak infection virus cancer illness sick displacement displace exodus ' +
    'catastrophe catastrophic disaster disastrous tragedy tragic emergency shortage poverty flood flooding storm tornado hurricane cyclone ' +
    'drought wildfire earthquake aftershock tsunami landslide avalanche damage damaging destroy destruction devastation ' +
    'devastate devastating collapse recession depression inflation unemployment deficit debt default bankruptcy bankrupt insolvency insolvent ' +
    'decline fall drop slump slowdown downturn contraction loss losses layoff redundancy cut cuts cutback closure burden penalty fine ' +
    'sanction protectionism retaliate breach breakdown break-up breakup fail failure delay setback deadlock stalemate stall derail undermine weaken erode ' +
    'threaten endanger jeopardise jeopardize worsen deteriorate deterioration exacerbate aggravate inflame provoke spark ignite ' +
    'escalate spill disrupt disruption hamper hinder impede obstruct block discourage deter isolate isolation ' +
    'split division divide backlash outrage anger resentment opposition resistance hostile rivalry trouble difficulty difficult ' +
    'danger dangerous risk risky threat fear panic uncertainty uncertain volatile volatility worse worst bad negative adverse serious severe severely dire ' +
    'painful pressure vulnerable exploit exploitation abuse corruption fraud crime criminal theft hack hacker leak leakage contamination contaminate pollution ' +
    'radiation explosion explode fire accident crash prejudice discrimination violation violate punish punishment persecution arrest prison jail imprisonment ' +
    'prosecution prosecute lawsuit litigation ban boycott expel expulsion eviction deportation lose impossible unable struggle deprive deny stifle ' +
    'quit abandon cancel cancellation suspend suspension downgrade embolden misuse manipulate interference intimidate silence ' +
    'tough tougher harder costlier sink shrink plunge tumble erosion extinction extinct shutdown blackout outage paralysis ' +
    'gridlock flight outflow bubble contagion conflagration quagmire rift schism rupture mistrust distrust unravel backfire sabotage blackmail ' +
    'arms-race proliferation furore furor fallout repercussion consequence havoc mayhem ruin nightmare peril perilous hazard hazardous menace jeopardy'
  ).split(' '),
);

/** Words for gain, for what an article hopes for. */
export const GAINS: ReadonlySet<string> = new Set(
  (
    'peace stability stabilise stabilize improve improvement benefit help growth grow recovery recover boost strengthen progress ' +
    'success succeed successful restore rebuild reconcile reconciliation cooperation opportunity prosperity relief resolve solution solve ' +
    'breakthrough openness hope better save saving protect safer safety security redefine reduce lower ease avert prevent avoid ' +
    'enable create gain win free freedom normality useful encouraging aid assist contribute advance rescue job confidence trust'
  ).split(' '),
);

/** What weighs on people and states: its rise is harm, its fall is a gain. */
export const BURDENS: ReadonlySet<string> = new Set(
  (
    'deficit debt inflation unemployment joblessness cost price bill fee tax tariff premium rent fare mortgage burden toll casualty death ' +
    'fatality injury case infection admission hospitalisation hospitalization crime violence poverty hunger malnutrition ' +
    'undernourishment emission pollution temperature wind storm rain flood water sea tension pressure risk threat danger mortality illness ' +
    'disease bankruptcy default insolvency loss shortage backlog queue debris damage number level arrears disaffection hostility attack raid'
  ).split(' '),
);

/** What people and states live on: its fall is harm, its rise is a gain. */
export const ASSETS: ReadonlySet<string> = new Set(
  (
    'growth output export sale revenue income profit earnings employment share stock currency demand trade production confidence supply harvest ' +
    'crop yield wage salary pension turnout support economy gdp investment investor market rate-of-growth tourism reserve rouble ruble lira ' +
    'peso yen euro pound dollar bond value spending consumption productivity security popularity credibility standing morale availability ' +
    'access coverage quality government cabinet coalition regime capacity grid'
  ).split(' '),
);

/** Verbs for more and for less. Lemmas. */
export const RISING: ReadonlySet<string> = new Set(
  'rise increase grow climb soar jump surge double triple mount swell spike escalate accelerate intensify raise heighten inflate rocket skyrocket widen'.split(
    ' ',
  ),
);
export const FALLING: ReadonlySet<string> = new Set(
  'fall drop decline slow shrink plunge slump slip sink tumble dwindle weaken contract decrease dip plummet crash diminish fade narrow ease subside cut reduce lower halve'.split(
    ' ',
  ),
);

/** Verbs whose failing to come about is harm: "may not hold", "will not survive". Lemmas. */
export const GOODS: ReadonlySet<string> = new Set(
  (
    'hold survive last work reach receive return meet recover cope afford pass agree arrive deliver sustain manage finish ' +
    'suffice function able guarantee ensure repay pay succeed win materialise materialize keep comply qualify have get'
  ).split(' '),
);

/** Verbs that bring no harm of their own, but let what their subject names come about. Lemmas. */
export const HAPPENING: ReadonlySet<string> = new Set(
  'occur happen come follow return resume continue spread recur persist arise ensue emerge loom linger remain strike begin start'.split(
    ' ',
  ),
);

/** Verbs that harm whom they are done to, said in the passive: "homes will be affected". Lemmas. */
export const HARMING_IN_PASSIVE: ReadonlySet<string> = new Set(
  'affect hit force leave strip bury trap take target attack lose cut compel drag draw sweep'.split(' '),
);
