"""What a disclosure prints of people, found before anything is stored, and masked as whoever publishes decides."""
