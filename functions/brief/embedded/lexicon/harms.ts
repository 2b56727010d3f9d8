/** Words for harm, lemmas in lower case: conflict, people, economy, politics, law, nature. */
export const HARMS: ReadonlySet<string> = new Set(
  (
    'war conflict violence attack clash fighting bloodshed escalation confrontation hostility hostilities terrorism terror ' +
    'invasion insurgency unrest riot rebellion coup chaos instability tension crisis standoff retaliation revenge repression ' +
    'massacre genocide strike bombing bomb missile weapon nuclear annexation aggression militant extremist extremism radicalisation ' +
    'radicalization death die dead kill killing loss injury injure wound hurt harm casualty victim suffering suffer famine hunger ' +
    'starvation disease epidemic pandemic outbreak infection virus cancer illness sick displacement refugee catastrophe disaster ' +
    'tragedy tragic emergency shortage poverty flood flooding storm drought landslide damage destroy destruction devastation ' +
    'devastate devastating collapse recession inflation unemployment deficit debt default bankruptcy bankrupt decline fall drop ' +
    'slump slowdown downturn cost lose losses job cut cuts closure close price hike rise increase burden penalty fine ' +
    'sanction protectionism retaliate breach breakdown fail failure delay setback deadlock stall derail undermine weaken erode ' +
    'threaten endanger jeopardise jeopardize worsen deteriorate exacerbate aggravate inflame provoke trigger spark ignite fuel ' +
    'escalate spread spill disrupt disruption hamper hinder impede obstruct block prevent discourage deter isolate isolation ' +
    'split division divide backlash outrage anger resentment opposition resistance hostile rivalry problem trouble difficulty difficult ' +
    'danger dangerous risk threat fear panic uncertainty uncertain volatile worse worst bad negative adverse serious severe ' +
    'painful pressure vulnerable exploit abuse corruption fraud crime criminal theft hack leak contamination contaminate pollution ' +
    'radiation explosion explode fire accident crash prejudice discrimination violation violate punish arrest prison jail prosecution ' +
    'lawsuit ban boycott expel impossible unable struggle deprive deny force stifle limit restrict dilute ' +
    'quit leave abandon cancel suspend withdraw downgrade embolden misuse manipulate interfere intimidate silence ' +
    'slow hard tough tougher harder costlier expensive sink shrink plunge tumble erosion extinction extinct shutdown blackout'
  ).split(' '),
);

/** Words for gain, for what an article hopes for. */
export const GAINS: ReadonlySet<string> = new Set(
  (
    'peace stability stabilise stabilize improve improvement benefit help growth grow recovery recover boost strengthen progress ' +
    'success succeed restore rebuild reconcile reconciliation cooperation opportunity prosperity relief resolve solution solve ' +
    'breakthrough openness hope better save saving protect safer safety security redefine reduce lower ease avert prevent avoid ' +
    'enable create gain win free freedom normality encouraging useful beneficial helpful valuable advance prosper thrive flourish reassure ' +
    'reassuring affordable cheaper healthier cleaner'
  ).split(' '),
);
