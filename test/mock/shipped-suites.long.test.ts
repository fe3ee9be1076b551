import { testShippedSuite } from '../support/shipped-suite.js';

testShippedSuite('public/dev');
testShippedSuite('public/train');
