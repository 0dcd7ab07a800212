from schemas.batch import Tally
def across(store, lang): return Tally()
