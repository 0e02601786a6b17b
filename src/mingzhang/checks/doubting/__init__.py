"""Which accusations are questions, because their reading is not complete or rests on a picture."""
