"""Member cards (会员卡): templates, users' cards and points.

Input: validated requests and the product's state. Output: response bodies and notifications. Begin with `cards`. The package imports the
product's state, its resources and, for coupons that are exchanged for points, `sending`.
"""
