"""Parts that screens share: captions, footer, prose, prompts, the command palette."""
