"""The grid of indicators (一级指标 | 二级指标 | 三级指标 | 指标值 …) that sheets and indicator tables have in common."""
