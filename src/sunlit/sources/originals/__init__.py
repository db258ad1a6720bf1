"""Where do the bytes come from: files, folders, archives, and in which encoding are they text?"""
