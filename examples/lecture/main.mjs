// All parts of the lecture, one after the other; each can be run alone: node examples/lecture/05-neuron.mjs
import "./01-tensors.mjs";
import "./02-shapes.mjs";
import "./03-sums.mjs";
import "./04-sigmoid-softmax.mjs";
import "./05-neuron.mjs";
import "./06-update-rule.mjs";
import "./07-mlp.mjs";
import "./08-worked-example.mjs";
