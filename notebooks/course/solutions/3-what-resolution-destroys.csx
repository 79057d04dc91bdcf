// Lesson 3: what resolution destroys. Each answer takes the place of the lesson's cell.

//# Exercise 1
double? highest = 16 / 2;

//# Exercise 2
double? alias = 16 - 11;

//# Exercise 3
var stripes = (arange(32).remainder(2) * 120 + 60).expand(1, 3, 32, 32);
Tensor hidden = stripes.to(ScalarType.Byte).contiguous();

//# Exercise 4
double Mean(string row) => MeasuredExercises.Runs("table1", row).Average(r => r.Result.Last);
double? cost = Mean("alone-32-v") - Mean("alone-16-v");
