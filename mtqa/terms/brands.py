"""Names that everybody writes with a capital inside."""

# Brands whose owners and dictionaries agree on a capital inside; translation systems level it.
BRANDS = (
    "AirPods", "BuzzFeed", "DuckDuckGo", "FedEx", "GitHub", "GitLab", "iPad", "iPhone", "JavaScript", "LinkedIn",
    "McDonald's", "OpenStreetMap", "PayPal", "PlayStation", "PostgreSQL", "SharePoint", "SoundCloud", "SpaceX",
    "TikTok", "TypeScript", "WeChat", "WhatsApp", "WordPress", "YouTube",
)  # fmt: skip
