// Hooks see the whole machine, and many tests look at what they saw: one test at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
